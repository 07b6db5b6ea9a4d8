#pragma once

#include "daemon/sinks/postgresql/connection.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

struct PgMigration {
    int version = 0;
    std::string_view sql;
};
// In order, from 1. The files of migrations/, compiled in.
const std::vector<PgMigration>& pg_migrations();

// Makes the schema ogid, or brings it up to this version, in one transaction. Refuses one of a newer version.
PgTried<void> bring_up_schema(PgConnection& connection, std::stop_token stop);

// A view with a column a cell of a form, by the dictionary: "cells_wide_2021".
struct PgWideView {
    std::string name;
    std::string sql;      // DROP and CREATE with comments.
    std::string version;  // Changes with sql.
};
std::vector<PgWideView> pg_wide_views();

// The names of all views.
std::vector<std::string> pg_views();

}  // namespace ogi::daemon
