places-title = Compounds and buildings
places-lead = People, requests and grids choose their place from here.
places-search = Search compounds by name
places-new = New compound
places-edit = Change a compound
places-empty = No compounds yet
places-empty-advice = Enter a compound first, then its buildings.
places-close = Close this compound
places-close-hint = It can no longer be chosen; old records keep it.
places-buildings = Buildings
places-buildings-empty = No buildings yet
places-buildings-empty-advice = People can only be entered here once there is a building.
places-building = Building
places-building-name = Name on the wall, for example 3
places-building-new = New building
places-building-edit = Change a building
places-building-close = Close this building
places-stairways = Stairways
places-stairways-wrong = Stairways are a whole number from 1 to { $most }.
places-stairway = Stairway
places-door = Door
places-label-building = { $before }, building { $name }
places-label-building-named = { $before }, { $name }
places-label-stairway = { $before }, stairway { $name }
places-label-stairway-named = { $before }, { $name }
places-label-door = { $before }, door { $name }
places-units = Linked households
places-units-lead = Neighbours who help each other and pass on notices, nothing else.
places-units-empty = No linked households yet
places-units-empty-advice = When neighbours agree, put their doors together.
places-unit = Linked households
places-unit-new = New linked unit
places-unit-edit = Change a linked unit
places-unit-doors =
    { $count ->
        [one] { $count } household
       *[other] { $count } households
    }
places-unit-close = Dissolve this unit
places-unit-close-hint = The doors are no longer linked; people's entries stay as they are.
places-unit-closed = Dissolved.
places-door-address = Address
places-door-add = Add a door
places-doors-empty = No doors yet
places-doors-empty-advice = Choose a building below and add the first door.
places-other-compound = This building stands in another compound.
