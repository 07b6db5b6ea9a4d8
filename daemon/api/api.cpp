#include "daemon/api/api.h"

#include "daemon/exports/atom_resource.h"
#include "daemon/feed/feed_resources.h"

namespace ogi::daemon {

Resources all_resources(const ApiContext& context) {
    Resources resources;
    add_report_resources(resources, context);
    add_agency_resources(resources, context);
    add_feed_resources(resources, context);
    add_atom_resource(resources, context);
    add_status_resources(resources, context);
    add_order_resources(resources, context);
    return resources;
}

}  // namespace ogi::daemon
