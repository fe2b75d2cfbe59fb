// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>

// What a panel remembers between two starts, as settings keep it: a version, which is raised when
// the parts get another meaning, and then the parts.
template <typename... Parts>
[[nodiscard]] QByteArray packedState(quint8 version, const Parts &...parts)
{
    QByteArray state;
    QDataStream stream{&state, QIODevice::WriteOnly};
    stream << version;
    (stream << ... << parts);
    return state;
}

// False for what another version has written, and for what is cut off.
template <typename... Parts>
[[nodiscard]] bool unpackState(const QByteArray &state, quint8 version, Parts &...parts)
{
    QDataStream stream{state};
    quint8 written = 0;
    stream >> written;
    if (written != version)
        return false;
    (stream >> ... >> parts);
    return stream.status() == QDataStream::Ok;
}
