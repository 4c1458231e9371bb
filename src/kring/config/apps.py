from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Knows everyone: ties facts to whoever hears them."""

    name = "kring.config"

    def ready(self) -> None:
        from kring.config.subscriptions import TABLE
        from kring.foundation import moments
        from kring.foundation.events.subscriptions import subscribe

        moments.read_fast()
        subscribe(TABLE)
