#include "libft.h"

static size_t	word_length(const char *s, char separator)
{
	size_t	length;

	length = 0;
	while (s[length] != '\0' && s[length] != separator)
		length++;
	return (length);
}

static size_t	count_words(const char *s, char separator)
{
	size_t	count;

	count = 0;
	while (*s != '\0')
	{
		if (*s == separator)
			s++;
		else
		{
			s += word_length(s, separator);
			count++;
		}
	}
	return (count);
}

static void	*free_words(char **words, size_t count)
{
	while (count > 0)
		free(words[--count]);
	free(words);
	return (NULL);
}

char	**ft_split(const char *s, char separator)
{
	char	**words;
	size_t	count;
	size_t	i;

	count = count_words(s, separator);
	words = malloc((count + 1) * sizeof(char *));
	if (words == NULL)
		return (NULL);
	i = 0;
	while (i < count)
	{
		while (*s == separator)
			s++;
		words[i] = ft_substr(s, 0, word_length(s, separator));
		if (words[i] == NULL)
			return (free_words(words, i));
		s += word_length(s, separator);
		i++;
	}
	words[i] = NULL;
	return (words);
}
