// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/traywindow.h"

#include <QGuiApplication>

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>

namespace {

// libxcb hands out memory from malloc.
struct Free {
    void operator()(void *memory) const { std::free(memory); }
};

template <typename T> using Reply = std::unique_ptr<T, Free>;

} // namespace

bool trayWindowExists()
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    char *host = nullptr;
    int display = 0;
    int screen = 0;
    // The offscreen platform has the interface too, and no connection behind it.
    xcb_connection_t *connection = x11 ? x11->connection() : nullptr;
    if (!connection || !xcb_parse_display(nullptr, &host, &display, &screen))
        return false;
    std::free(host);
    const QByteArray name = "_NET_SYSTEM_TRAY_S" + QByteArray::number(screen);
    const Reply<xcb_intern_atom_reply_t> atom{xcb_intern_atom_reply(
            connection,
            xcb_intern_atom(connection, false, static_cast<uint16_t>(name.size()),
                            name.constData()),
            nullptr)};
    if (!atom)
        return false;
    const Reply<xcb_get_selection_owner_reply_t> owner{xcb_get_selection_owner_reply(
            connection, xcb_get_selection_owner(connection, atom->atom), nullptr)};
    return owner && owner->owner != XCB_NONE;
}
