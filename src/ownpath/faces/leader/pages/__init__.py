"""What a leader sees: honest numbers that open down to the rows behind them."""
