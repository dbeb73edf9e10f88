#include "attack.h"

static const long	g_calls[] = {SYS_add_key, SYS_request_key, SYS_keyctl, SYS_io_uring_setup, SYS_io_uring_enter,
	SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
	SYS_reboot, SYS_swapon, SYS_sethostname, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_acct, SYS_quotactl,
	SYS_syslog, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_fanotify_init, SYS_vmsplice, SYS_move_pages, SYS_mbind,
	SYS_migrate_pages, SYS_lookup_dcookie, SYS_ioprio_set, SYS_process_madvise, SYS_memfd_secret};

int	main(void)
{
	for (size_t i = 0; i < sizeof g_calls / sizeof *g_calls; i++)
	{
		errno = 0;
		if (syscall(g_calls[i], 0, 0, 0, 0, 0, 0) != -1 || errno != EPERM)
		{
			fprintf(stderr, "call %ld: ", g_calls[i]);
			broken("was not refused");
		}
	}
	answer();
}
