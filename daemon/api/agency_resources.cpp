#include "daemon/api/api.h"
#include "daemon/api/give_question.h"

namespace ogi::daemon {

void add_agency_resources(Resources& resources, const ApiContext& context) {
    const auto walker = make_walker();
    for (const auto about :
         {About::agencies, About::agency, About::roster, About::overdue, About::doubts, About::decisions})
        resources.add(question_resource(context, about, walker));
}

}  // namespace ogi::daemon
