// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/certificates.h"

#include <QFileInfo>

QString certificateFileFor(const ConnectionSpec &spec)
{
    if (!spec.tlsRootCertificate.isEmpty())
        return spec.tlsRootCertificate;
    // Debian and Ubuntu, Fedora, openSUSE, Alpine and the BSDs.
    for (const char *file :
         {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
        if (QFileInfo::exists(QString::fromLatin1(file)))
            return QString::fromLatin1(file);
    }
    return {};
}
