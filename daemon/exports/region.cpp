#include "daemon/exports/region.h"

namespace ogi::daemon {

bool is_in_region(std::string_view division, std::string_view region) {
    while (region.size() > 2 && region.size() % 2 == 0 && region.ends_with("00")) region.remove_suffix(2);
    return division.starts_with(region);
}

}  // namespace ogi::daemon
