//! `apps`: the associated apps and their permission sets. One file per subcommand.
pub(crate) mod bind;
pub(crate) mod discover;
pub(crate) mod list;
pub(crate) mod show;

use crate::cli::apps::AppsCommand;

crate::commands::commands! {
    AppsCommand {
        AppsCommand::List(args) => local(args, list::run), "apps.list" apps::list::AppsList ["apps"];
        AppsCommand::Show(args) => local(args, show::run), "apps.show" apps::show::AppShow;
        AppsCommand::Bind(args) => remote(args, bind::run), "apps.bind" apps::bind::AppBind;
        AppsCommand::Discover(args) => remote(args, discover::run), "apps.discover" apps::discover::AppsDiscover ["proposals"];
    }
}
