//! The clocks of an order, computed from its events and kept as a copy.
