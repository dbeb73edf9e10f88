/^#/d
s/ +$//

# A neighbour belongs to two matches where dates stand side by side, so go on until none is left.
:again
s,(^|[^0-9/])([0-9]{2})/([0-9]{2})/([0-9]{4})($|[^0-9/]),\1\4-\3-\2\5,
t again
