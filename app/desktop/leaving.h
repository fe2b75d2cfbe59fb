// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <vector>

class MainWindow;
class UnsavedDialog;

// Lets a person end the program once nothing that was written is lost by it: asks, once, where
// something is not saved. A session that ends asks nobody and does not come here. GUI thread; the
// window outlives it.
class Leaving final : public QObject
{
    Q_OBJECT

public:
    // What a panel holds that is not saved.
    struct Work {
        QWidget *panel = nullptr;
        std::function<QStringList()> names; // none: all is saved
        // Asks for all of it to be stored; false: something cannot be as it is, and is in hand now.
        std::function<bool()> save;
    };

    explicit Leaving(MainWindow &window)
        : m_window{window}
    {}
    void add(Work work) { m_works.push_back(std::move(work)); }
    [[nodiscard]] QStringList unsaved() const;

public slots:
    void leave();
    void noteSaved();
    void noteFailure(); // it was not stored: the person stays, and reads why

signals:
    void asking(); // the window has to be in sight
    void allowed();

private:
    void saveAll();

    MainWindow &m_window;
    std::vector<Work> m_works;
    QPointer<UnsavedDialog> m_dialog;
    bool m_isSaving = false; // and leaves once that is done
};
