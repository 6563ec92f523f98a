#include "sim/model/source.h"

const char *const PROVENANCE_NAMES[PROVENANCE_COUNT] = {"documented", "disputed", "assumed"};

const Source SOURCES[SOURCE_COUNT] = {
    [SOURCE_AC] = {"AC", "Activate clients running Windows", "windows-itpro-docs, 2024"},
    [SOURCE_KP] = {"KP", "KMS activation planning", "windowsserverdocs, 2024"},
    [SOURCE_TS] = {"TS", "Guidelines for troubleshooting KMS", "windowsserverdocs, 2025"},
    [SOURCE_SL] = {"SL", "Slmgr.vbs options", "windowsserverdocs"},
    [SOURCE_OK] = {"OK", "Activate volume licensed versions of Office by using KMS",
                   "OfficeDocs-DeployOffice, 2024"},
    [SOURCE_OR] = {"OR", "Rearm an Office installation", "OfficeDocs-DeployOffice"},
    [SOURCE_OH] = {"OH", "Configure a KMS host computer for Office", "OfficeDocs-DeployOffice"},
    [SOURCE_TD] = {"TD", "KMS activation timing and discovery", "Windows 7 and 2012 R2 editions"},
    [SOURCE_RP] = {"RP", "Replace a KMS host", "2025"},
    [SOURCE_OL] = {"OL", "Overview of licensing and activation in Microsoft 365 Apps", "2024"},
    [SOURCE_AD] = {"AD", "Activate using Active Directory-based activation", "windows-itpro-docs"},
    [SOURCE_HOUSE] = {"-", "a choice of this simulator", "no page says it"},
};
