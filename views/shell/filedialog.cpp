// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/filedialog.h"

#include <QFileIconProvider>

using namespace Qt::Literals::StringLiterals;

namespace {

class IconsByName final : public QFileIconProvider
{
public:
    using QFileIconProvider::icon;
    [[nodiscard]] QIcon icon(const QFileInfo &info) const override
    {
        return QFileIconProvider::icon(info.isDir() ? Folder : File);
    }
    [[nodiscard]] QString type(const QFileInfo &info) const override
    {
        if (info.isDir())
            return FileDialog::tr("Folder");
        //: A kind of files, by the ending of their names: "db file".
        return info.suffix().isEmpty() ? FileDialog::tr("File")
                                       : FileDialog::tr("%1 file").arg(info.suffix());
    }
};

} // namespace

FileDialog::FileDialog(QWidget *parent, const QString &title, const QString &folder,
                       const QString &filter)
    : QFileDialog{parent, title}
{
    static IconsByName icons; // outlives the thread on which a dialog that goes still lists files

    setAttribute(Qt::WA_DeleteOnClose);
    setOption(DontUseNativeDialog); // before anything is listed
    setIconProvider(&icons);
    if (!folder.isEmpty())
        setDirectory(folder);
    if (!filter.isEmpty())
        setNameFilter(filter);
}
