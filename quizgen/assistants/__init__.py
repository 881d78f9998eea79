"""Tools with which a chat assistant writes decks and checks them."""
