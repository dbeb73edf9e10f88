#include "attack.h"
#include <sys/socket.h>

int	main(void)
{
	for (int type = 1; type <= 10; type++)
	{
		refused(socket(AF_PACKET, type, 0), "packet");
		refused(socket(AF_VSOCK, type, 0), "vsock");
		refused(socket(AF_BLUETOOTH, type, 0), "Bluetooth");
		refused(socket(AF_ALG, type, 0), "kernel crypto");
		refused(socket(AF_TIPC, type, 0), "TIPC");
		refused(socket(AF_RDS, type, 0), "RDS");
		refused(socket(AF_CAN, type, 0), "CAN");
		refused(socket(AF_XDP, type, 0), "XDP");
	}
	for (int protocol = 0; protocol < 300; protocol++)
	{
		refused(socket(AF_INET, SOCK_RAW, protocol), "raw IPv4");
		refused(socket(AF_INET6, SOCK_RAW, protocol), "raw IPv6");
	}
	refused(socket(AF_INET, SOCK_SEQPACKET, 132), "SCTP, whose module the kernel would load");
	refused(socket(AF_INET, 6, 33), "DCCP, whose module the kernel would load");
	refused(socket(AF_INET, SOCK_STREAM, 262), "MPTCP");
	refused(socket(AF_INET, SOCK_DGRAM, 1), "ping");
	refused(socketpair(AF_TIPC, SOCK_SEQPACKET, 0, (int [2]){0}), "a pair of TIPC");
	refused(socketpair(AF_INET, SOCK_STREAM, 0, (int [2]){0}), "a pair of TCP");
	refused(socket(AF_NETLINK, SOCK_RAW, 12), "netfilter");
	refused(socket(AF_NETLINK, SOCK_RAW, 21), "netlink crypto");
	answer();
}
