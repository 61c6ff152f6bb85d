"""From remarks to the findings a person sees: ignore, order, budget."""
