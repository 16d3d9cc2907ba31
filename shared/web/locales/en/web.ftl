# The frame around every page.
shell-skip = Skip to the content
shell-back = Back
shell-print = Print
shell-size-large = Large print
shell-size-normal = Normal print
shell-nav = Main sections
shell-menu = Open the menu
shell-menu-close = Close the menu
shell-search = Find a number, matter or place
shell-search-hint = Number or words
shell-sign-out = Sign out
shell-call = Prefer not to use a phone screen? Call or come to the hall, it works just the same:
shell-problem-call = Still not working? Call the community:
shell-errors = Please look at these again
shell-pages = Pages
shell-newer = Previous page
shell-older = Next page
