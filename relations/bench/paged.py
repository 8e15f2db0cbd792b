"""The usual way to export through an API: pages of a ModelSerializer, one after another."""

from typing import Any

from django.urls import include, path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from relations.models import Contact, Post

WHOLE = "config.urls"
"""The program's own addresses, by name: nothing here imports them."""


class PostSerializer(serializers.ModelSerializer):
    institution = serializers.CharField(source="institution.display_name", default=None)

    class Meta:
        model = Post
        fields = ["id", "title", "institution", "since", "until", "primary"]


class ContactSerializer(serializers.ModelSerializer):
    posts = PostSerializer(many=True)

    class Meta:
        model = Contact
        fields = [
            *("id", "display_name", "family_name", "given_name", "languages", "owner", "deceased"),
            *("do_not_contact", "confidentiality", "changed_at", "posts"),
        ]


class Pages(PageNumberPagination):
    page_size = 1000


class Contacts(ListAPIView):
    serializer_class = ContactSerializer
    pagination_class = Pages
    schema = None

    def get_queryset(self) -> Any:
        rows = Contact.objects.visible_to(self.request.user).order_by("pk")
        return rows.prefetch_related("posts__institution")


urlpatterns = [
    path("paged/", Contacts.as_view()),
    path("", include(WHOLE)),
]
