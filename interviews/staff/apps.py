from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """django.contrib.admin, on a site of ours. Without imports of models, because apps load before them."""

    default_site = "interviews.staff.site.StaffSite"
