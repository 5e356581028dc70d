"""/territoires and /comparer: the sheet of a territory, alone or beside another."""
