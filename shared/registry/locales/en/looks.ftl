looks-nav = Looks
looks-mine = Who looked at my data
looks-mine-lead = Every look is here: when, at what, why, and by whom.
looks-mine-empty = Nobody has looked yet
looks-mine-empty-advice = As soon as somebody looks at your phone number, a line appears here.
looks-mine-ask = If a look seems wrong to you, ask at the service hall or ask the supervision committee: they see the same lines.
looks-why = Why: { $reason }
looks-house = Done by the program itself
looks-all = Looks at personal data
looks-all-lead = Who looked at residents' data, when and why. Whose data it was, and what it says, is not shown here.
looks-all-empty = Nobody looked in this month
looks-all-empty-advice = Choose another month.
looks-month = Month
looks-when = When
looks-field = What
looks-field-any = Everything
looks-reason = Why
looks-reason-holds = Reason contains
looks-who = Who looked
looks-show = Show
looks-total = { $looks ->
    [one] One look in this month
   *[other] { $looks } looks in this month
}
