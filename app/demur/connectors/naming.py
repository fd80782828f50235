"""What the platforms' files call themselves and their settings."""

from collections.abc import Iterable

from demur.connectors.catalogue import is_added
from demur.connectors.nameplate import Nameplate, Plates
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.platform_file import Platform
from demur.core.setting import SettingId


def plates_of(platforms: Iterable[Platform]) -> Plates:
    """Return the nameplate of every setting of every platform."""
    return {
        (platform.id, SettingId(setting.facts.id)): Nameplate(
            platform.facts.name,
            setting.facts.label,
            is_added(platform),
            not (isinstance(platform, OwnBrowserPlatform) and platform.has_nothing(SettingId(setting.facts.id))),
            platform.connector.kind,
        )
        for platform in platforms
        for setting in platform.settings
    }
