//! The versions of one record, as leaves tell them; leaves of one moment come in any order.

/// Which versions were reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    reached: i64,
    ahead: Vec<i64>,
}

impl Steps {
    /// Adds one step; false when it is no step to the next version, or was told already.
    pub(super) fn add(&mut self, before: Option<i64>, after: i64) -> bool {
        let next = before.unwrap_or(0).checked_add(1) == Some(after);
        if !next || after <= self.reached || before.is_some_and(|version| version < 1) || self.ahead.contains(&after) {
            return false;
        }
        self.ahead.push(after);
        while let Some(at) = self.ahead.iter().position(|version| Some(*version) == self.reached.checked_add(1)) {
            self.reached = self.ahead.swap_remove(at);
        }
        true
    }

    /// The version up to which no step is missing.
    pub(super) fn reached(&self) -> i64 {
        self.reached
    }

    /// No step beyond that is told.
    pub(super) fn is_whole(&self) -> bool {
        self.ahead.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn steps_come_in_any_order_but_each_once() {
        let mut steps = Steps::default();
        assert!(steps.add(Some(1), 2) && !steps.is_whole());
        assert!(steps.add(Some(2), 3));
        assert!(!steps.add(Some(2), 3), "told twice");
        assert!(steps.add(None, 1) && steps.is_whole());
        assert_eq!(steps.reached(), 3);
        assert!(!steps.add(None, 1) && !steps.add(Some(3), 5) && !steps.add(Some(0), 1));
        assert!(steps.add(Some(4), 5) && !steps.is_whole(), "a gap at 4");
    }
}
