from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "rondom.children"
    label = "children"
