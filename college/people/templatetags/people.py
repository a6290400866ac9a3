from django import template

from college.people.phones import readable

register = template.Library()
register.filter("mobile", readable)
