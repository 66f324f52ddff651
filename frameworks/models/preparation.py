"""The preparation pack: papers to ask for, people to meet, a model programme, a checklist, information for people."""

from django.db import models
from django.db.models import F, Q

from frameworks.models.edition import Edition
from frameworks.models.groups import ParticipantGroup
from frameworks.models.texts import validate_texts
from frameworks.models.visibility import Visibility


class CodedQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class PreparationPack(models.Model):
    """What an area and a review team need before, during and after a visit, for the editions it serves."""

    visibility = Visibility.SITE

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    about = models.TextField()
    editions = models.ManyToManyField(Edition, related_name="preparation_packs")
    programme_title = models.CharField(max_length=120)
    team_size = models.PositiveSmallIntegerField(help_text="Reviewers the model programme is made for.")
    programme_guidance = models.JSONField(default=list, blank=True, validators=[validate_texts])
    checklist_title = models.CharField(max_length=120)
    checklist_guidance = models.TextField()
    sheet_title = models.CharField("title of the information sheet", max_length=120)
    sheet_reading_note = models.TextField(blank=True)
    easy_read_title = models.CharField("title of the easy-read sheet", max_length=120)
    easy_read_rule = models.CharField(max_length=200)

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.edition"]


class PaperRequestQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def asked_for_in(self, edition):
        return self.filter(editions=edition)


class PaperRequest(models.Model):
    """A paper that a site is asked for once, however many domains it serves."""

    visibility = Visibility.SITE

    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="paper_requests")
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    why = models.TextField("why reviewers need it")
    usual_owner = models.CharField(max_length=120)
    domains = models.JSONField("codes of the domains it serves", default=list, blank=True, validators=[validate_texts])
    lines = models.JSONField(
        "codes of the lines of enquiry it serves", default=list, blank=True, validators=[validate_texts]
    )
    editions = models.ManyToManyField(Edition, related_name="paper_requests")
    position = models.PositiveSmallIntegerField()

    objects = PaperRequestQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.preparationpack", "frameworks.edition"]


class GroupToMeetQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(group__code=code)

    def met_in(self, edition):
        return self.filter(editions=edition)


class GroupToMeet(models.Model):
    """A participant group that reviewers should meet on a visit, and how to make that easy for its people."""

    visibility = Visibility.SITE

    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="groups_to_meet")
    group = models.OneToOneField(ParticipantGroup, models.PROTECT, related_name="meeting")
    title = models.CharField(max_length=120)
    who_to_invite = models.TextField()
    suggested_minutes = models.PositiveSmallIntegerField()
    group_size = models.CharField(max_length=40)
    setting = models.TextField()
    accessibility = models.TextField()
    why_meet_them = models.TextField()
    what_to_tell_them = models.TextField()
    editions = models.ManyToManyField(Edition, related_name="groups_to_meet")
    position = models.PositiveSmallIntegerField()

    objects = GroupToMeetQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.group.code,)

    natural_key.dependencies = [
        "frameworks.preparationpack",
        "frameworks.participantgroup",
        "frameworks.edition",
    ]


class ProgrammeDayQuerySet(models.QuerySet):
    def get_by_natural_key(self, pack, number):
        return self.get(pack__code=pack, number=number)


class ProgrammeDay(models.Model):
    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="programme_days")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)

    objects = ProgrammeDayQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="a_day_stands_once_in_a_programme"),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.pack.code, self.number)

    natural_key.dependencies = ["frameworks.preparationpack"]


class ProgrammeSession(models.Model):
    class Strand(models.TextChoices):
        A = "A", "One half of the team"
        B = "B", "The other half of the team"
        BOTH = "both", "The whole team"

    visibility = Visibility.SITE

    day = models.ForeignKey(ProgrammeDay, models.CASCADE, related_name="sessions")
    code = models.SlugField(max_length=60, unique=True)
    start = models.TimeField()
    end = models.TimeField()
    title = models.CharField(max_length=120)
    strand = models.CharField(max_length=10, choices=Strand)
    groups_to_meet = models.ManyToManyField(GroupToMeet, blank=True, related_name="programme_sessions")
    place = models.CharField(max_length=60, blank=True)
    purpose = models.TextField()
    domains = models.JSONField("codes of the domains it serves", default=list, blank=True, validators=[validate_texts])
    position = models.PositiveSmallIntegerField()

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["day__number", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_programme_session_ends_after_it_starts"),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.programmeday", "frameworks.grouptomeet"]


class ChecklistWeekQuerySet(models.QuerySet):
    def get_by_natural_key(self, pack, week):
        return self.get(pack__code=pack, week=week)


class ChecklistWeek(models.Model):
    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="checklist_weeks")
    week = models.SmallIntegerField(help_text="Counted from the visit, which is week 0.")
    title = models.CharField(max_length=120)

    objects = ChecklistWeekQuerySet.as_manager()

    class Meta:
        ordering = ["week", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "week"], name="a_week_stands_once_in_a_checklist"),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.pack.code, self.week)

    natural_key.dependencies = ["frameworks.preparationpack"]


class ChecklistTask(models.Model):
    visibility = Visibility.SITE

    week = models.ForeignKey(ChecklistWeek, models.CASCADE, related_name="tasks")
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    detail = models.TextField()
    owner = models.CharField("whose task it is", max_length=120)
    done_when = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["week__week", "position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.checklistweek"]


class InformationSheetSection(models.Model):
    """A section of the sheet that people read before they take part; an empty line parts its paragraphs."""

    visibility = Visibility.PUBLIC

    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="sheet_sections")
    code = models.SlugField(max_length=60, unique=True)
    heading = models.CharField(max_length=120)
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.heading

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.preparationpack"]


class InformationSheetRow(models.Model):
    """A row of the easy-read sheet: one sentence beside one picture."""

    visibility = Visibility.PUBLIC

    pack = models.ForeignKey(PreparationPack, models.CASCADE, related_name="sheet_rows")
    code = models.SlugField(max_length=60, unique=True)
    text = models.CharField(max_length=200)
    picture_keyword = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    objects = CodedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.preparationpack"]
