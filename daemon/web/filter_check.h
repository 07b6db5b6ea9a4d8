#pragma once

#include "daemon/web/filter_form.h"

#include <cstddef>

// Parameters that nothing of a page could have: they are refused, where an empty list would read as if there
// were nothing.
namespace ogi::daemon {

// Fails with `usage` for a value of `kind.parameters` that is none of its field's choices, a year beyond
// those that reports can be on, a division that there is none of. The words tell which values there are.
base::Result<void> check_filter(const PageKind& kind, const PageRequest& request);

// Fails with `usage` where the parameter `after`, the number of an entry, is more than there are.
base::Result<void> check_after(std::size_t after, std::size_t rows);

// Below what was wrong on the page that refuses: what each field can be, and the form as it was sent.
void write_filter_choices(Html& html, const PageKind& kind, const PageRequest& request);

}  // namespace ogi::daemon
