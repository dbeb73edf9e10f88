typedef int t_count;

struct format {
    t_count length;
};

int print_formatted(const char *format, ...);
