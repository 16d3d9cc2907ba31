-- What a resident did not mean stands in the box "to listen" wherever it can be written down anew, not on the desk only.

update orders set desk_box = 'to_listen'
where spoken = 'disputed'
  and state in ('submitted', 'awaiting_info', 'accepted', 'dispatched', 'in_progress', 'return_requested', 'transferred',
    'in_talk', 'suspended');
