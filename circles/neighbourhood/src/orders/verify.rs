//! Replays every order.
