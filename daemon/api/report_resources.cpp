#include "daemon/api/api.h"
#include "daemon/api/give_question.h"

namespace ogi::daemon {

void add_report_resources(Resources& resources, const ApiContext& context) {
    for (const auto about : {About::reports, About::report, About::history, About::copies, About::diff})
        resources.add(question_resource(context, about));
}

}  // namespace ogi::daemon
