"""The product's routes as the demo settings lay them."""

from django.urls import include, path

from clinic.urls import urlpatterns as of_the_product

urlpatterns = [path("demo/", include("clinic.notices.demo_urls")), *of_the_product]
