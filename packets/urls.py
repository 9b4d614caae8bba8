app_name = "packets"
urlpatterns: list[object] = []
