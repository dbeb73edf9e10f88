/* What libft.a is asked to hold. Each is weak, so that one that isn't there fails its own testcase and no other. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#include <stddef.h>

#ifndef T_LIST_IS_DEFINED
typedef struct s_list {
    void *content;
    struct s_list *next;
} t_list;
#endif

#pragma weak ft_isalpha
#pragma weak ft_isdigit
#pragma weak ft_isalnum
#pragma weak ft_isascii
#pragma weak ft_isprint
#pragma weak ft_toupper
#pragma weak ft_tolower
int ft_isalpha(int c);
int ft_isdigit(int c);
int ft_isalnum(int c);
int ft_isascii(int c);
int ft_isprint(int c);
int ft_toupper(int c);
int ft_tolower(int c);

#pragma weak ft_memset
#pragma weak ft_bzero
#pragma weak ft_memcpy
#pragma weak ft_memmove
#pragma weak ft_memchr
#pragma weak ft_memcmp
#pragma weak ft_calloc
void *ft_memset(void *block, int c, size_t n);
void ft_bzero(void *block, size_t n);
void *ft_memcpy(void *dst, const void *src, size_t n);
void *ft_memmove(void *dst, const void *src, size_t n);
void *ft_memchr(const void *block, int c, size_t n);
int ft_memcmp(const void *a, const void *b, size_t n);
void *ft_calloc(size_t count, size_t size);

#pragma weak ft_strlen
#pragma weak ft_strlcpy
#pragma weak ft_strlcat
#pragma weak ft_strchr
#pragma weak ft_strrchr
#pragma weak ft_strncmp
#pragma weak ft_strnstr
#pragma weak ft_atoi
size_t ft_strlen(const char *s);
size_t ft_strlcpy(char *dst, const char *src, size_t size);
size_t ft_strlcat(char *dst, const char *src, size_t size);
char *ft_strchr(const char *s, int c);
char *ft_strrchr(const char *s, int c);
int ft_strncmp(const char *a, const char *b, size_t n);
char *ft_strnstr(const char *haystack, const char *needle, size_t n);
int ft_atoi(const char *s);

#pragma weak ft_strdup
#pragma weak ft_substr
#pragma weak ft_strjoin
#pragma weak ft_strtrim
#pragma weak ft_split
#pragma weak ft_itoa
#pragma weak ft_strmapi
#pragma weak ft_striteri
char *ft_strdup(const char *s);
char *ft_substr(const char *s, unsigned int start, size_t n);
char *ft_strjoin(const char *a, const char *b);
char *ft_strtrim(const char *s, const char *set);
char **ft_split(const char *s, char separator);
char *ft_itoa(int n);
char *ft_strmapi(const char *s, char (*f)(unsigned int, char));
void ft_striteri(char *s, void (*f)(unsigned int, char *));

#pragma weak ft_putchar_fd
#pragma weak ft_putstr_fd
#pragma weak ft_putendl_fd
#pragma weak ft_putnbr_fd
void ft_putchar_fd(char c, int fd);
void ft_putstr_fd(char *s, int fd);
void ft_putendl_fd(char *s, int fd);
void ft_putnbr_fd(int n, int fd);

#pragma weak ft_lstnew
#pragma weak ft_lstadd_front
#pragma weak ft_lstsize
#pragma weak ft_lstlast
#pragma weak ft_lstadd_back
#pragma weak ft_lstdelone
#pragma weak ft_lstclear
#pragma weak ft_lstiter
#pragma weak ft_lstmap
t_list *ft_lstnew(void *content);
void ft_lstadd_front(t_list **list, t_list *node);
int ft_lstsize(t_list *list);
t_list *ft_lstlast(t_list *list);
void ft_lstadd_back(t_list **list, t_list *node);
void ft_lstdelone(t_list *node, void (*del)(void *));
void ft_lstclear(t_list **list, void (*del)(void *));
void ft_lstiter(t_list *list, void (*f)(void *));
t_list *ft_lstmap(t_list *list, void *(*f)(void *), void (*del)(void *));

#endif
