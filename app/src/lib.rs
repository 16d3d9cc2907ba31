//! wuquan
