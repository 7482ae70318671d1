-- Short wordings that others repeat.
select version, wording, holders, expected, rare
from rarity
