"""Reading a template's data into its compiled pieces, naming every fault with place, value and remedy."""
