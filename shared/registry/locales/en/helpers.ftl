helpers-nav = My time
helpers-title = How and when I can help
helpers-title-other = How { $name } likes to help
helpers-lead = You only see what fits what you tick. You may say no without a reason, and change this any time.
helpers-takes = Do you take requests now?
helpers-takes-yes = Yes
helpers-takes-no = Not for now
helpers-pause = Pause until (that day included)
helpers-pause-wrong = Please choose today or a later day.
helpers-skills = I can
helpers-skills-hint = Tick as many as you like. For licensed work, show the community your licence first.
helpers-areas = Where
helpers-areas-hint = Tick none if anywhere is fine.
helpers-languages = I speak
helpers-times = When I have time
helpers-times-hint = Morning 9:00–13:00, afternoon 13:00–18:00, evening 18:00–21:00.
helpers-weekday =
    { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
    }
helpers-morning = Morning
helpers-afternoon = Afternoon
helpers-evening = Evening
helpers-saved = Saved. This holds from now on.
skill-plumbing = Plumbing
skill-electricity-licensed = Electricity (licensed)
skill-carpentry = Carpentry
skill-cleaning = Cleaning
skill-carrying = Carrying
skill-driving = Driving
skill-escort = Going along
skill-reading-writing = Reading and writing for others
skill-phone-help = Help with phones
skill-tibetan-interpreting = Tibetan interpreting
skill-hair = Cutting hair
skill-cooking = Cooking
skill-child-tutoring = Tutoring children
skill-legal = Knowing the law
skill-first-aid = First aid
skill-rescue = Rescue
skill-gardening = Gardening
skill-performing = Performing
helpers-answers = Wishes I am willing to answer
helpers-answers-hint = Optional, and yours to change. Used only to match requests: never listed, never counted, and no difference anywhere else.
helpers-answers-woman = When someone wishes for a woman, you may ask me
helpers-answers-man = When someone wishes for a man, you may ask me
