// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/changes/indexchange.h"

using namespace Qt::Literals::StringLiterals;

QString indexChangeKindName(IndexChange::Kind kind)
{
    return kind == IndexChange::Kind::Drop ? u"drop"_s : u"create"_s;
}

QString indexChangePhaseName(IndexChange::Phase phase)
{
    switch (phase) {
    case IndexChange::Phase::Trying:
        return u"trying"_s;
    case IndexChange::Phase::Trial:
        return u"trial"_s;
    case IndexChange::Phase::Applying:
        return u"applying"_s;
    case IndexChange::Phase::Watched:
        return u"watched"_s;
    case IndexChange::Phase::Closed:
        return u"closed"_s;
    case IndexChange::Phase::Reverting:
        return u"reverting"_s;
    case IndexChange::Phase::Reverted:
        return u"reverted"_s;
    case IndexChange::Phase::Aside:
        return u"aside"_s;
    case IndexChange::Phase::TrialAside:
        return u"trial_aside"_s;
    case IndexChange::Phase::Failed:
        return u"failed"_s;
    case IndexChange::Phase::Overtaken:
        break;
    }
    return u"overtaken"_s;
}
