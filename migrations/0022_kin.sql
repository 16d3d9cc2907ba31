-- 0022_kin
-- Whose matter it is, in news to who acts for them: nothing leaves the house once they act no more.
alter table notices add column on_behalf_of uuid;
