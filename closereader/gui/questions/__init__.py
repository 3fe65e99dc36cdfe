"""The questions of the open reading: their states, their order, what bears on them."""
