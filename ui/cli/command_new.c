/* command_new: `leaselab new`: a scenario to start from, with a remark on every part. */
#include "ui/cli/commands.h"
#include "ui/cli/deliver.h"

static const char STARTER[] =
    "# A scenario to start from. Change a figure, run it again, and see what becomes different:\n"
    "#   leaselab run FILE                              the story, and which claims held\n"
    "#   leaselab why FILE --machine lab-1 --at 1h      why a machine is (not) licensed then\n"
    "title: My first scenario\n"
    "about: Four lab machines ask a host that must count five. A fifth arrives, and later the host dies.\n"
    "start: 2026-01-05 08:00          # ties minute 0 to a calendar; times below count from here\n"
    "run: 1y                          # how long; units are y w d h m, as in 1d12h\n"
    "\n"
    "hosts:                           # they count the machines that ask them, and remember each for 30 "
    "days\n"
    "  kms1: {renewal: 7d, retry: 2h} # how soon a machine asks again, after yes and after no\n"
    "\n"
    "machines:                        # groups; `leaselab products` lists what a machine can be\n"
    "  lab:   {product: office-ltsc, count: 4}\n"
    "  sarah: {product: office-ltsc, starts: 2d}\n"
    "\n"
    "changes:                         # what somebody does, and when\n"
    "  - {at: 60d, host: kms1, do: down}\n"
    "\n"
    "expect:                          # what you claim; the run says whether it is so\n"
    "  - {at: 1d, machines: lab, last: count-insufficient}    # the host answers, but 4 are not 5\n"
    "  - {first: 2d, machines: sarah, are: licensed}          # she is the fifth\n"
    "  - {by: 2d2h, machines: all, are: licensed}             # the others ask again within two hours\n"
    "  - {at: 200d, machines: all, are: licensed}             # 140 days without a host: nobody noticed\n"
    "  - {at: 240d, machines: all, are: expiry-grace}         # but a lease lasts 180 days, and no longer\n";

int command_new(const Options *options) {
    Text starter = {0};
    text_add(&starter, STARTER);
    const int status = deliver(options->output, &starter);
    text_free(&starter);
    return status;
}
