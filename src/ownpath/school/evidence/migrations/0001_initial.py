import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ownpath.store.new_tables import NewTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('curriculum', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='Sitting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('started_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('n_planned', models.PositiveSmallIntegerField(default=5)),
                    ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='curriculum.activity')),
                    ('competency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.competency')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['student', 'started_at'], name='evidence_sitting_by_student')],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('seed', models.PositiveBigIntegerField()),
                    ('step', models.PositiveSmallIntegerField(default=2)),
                    ('interest', models.CharField(blank=True, max_length=60)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('is_mixed', models.BooleanField(default=False)),
                    ('shown_at', models.DateTimeField()),
                    ('hints_shown', models.PositiveSmallIntegerField(default=0)),
                    ('n_attempts', models.PositiveSmallIntegerField(default=0)),
                    ('is_closed', models.BooleanField(default=False)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.item')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='evidence.sitting')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sitting', 'position'), name='evidence_question_once')],
                },
            ),
            migrations.CreateModel(
                name='Evidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempt', models.UUIDField(unique=True)),
                    ('number', models.PositiveSmallIntegerField(default=1)),
                    ('hints_used', models.PositiveSmallIntegerField(default=0)),
                    ('is_aided', models.BooleanField(default=False)),
                    ('is_mixed', models.BooleanField(default=False)),
                    ('response', models.JSONField(default=dict)),
                    ('score', models.FloatField()),
                    ('is_correct', models.BooleanField()),
                    ('misconception', models.CharField(blank=True, max_length=100)),
                    ('note', models.TextField(blank=True)),
                    ('reply', models.JSONField(default=dict)),
                    ('source', models.CharField(choices=[('own_page', 'answered here'), ('observation', 'seen by an adult'), ('placement', 'first map'), ('file', 'from a file'), ('xapi', 'from another program'), ('simulated', 'simulated')], max_length=12)),
                    ('shown_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_at', models.DateTimeField()),
                    ('recorded_at', models.DateTimeField()),
                    ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='curriculum.activity')),
                    ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='evidence.evidence')),
                    ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='curriculum.item')),
                    ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to=settings.AUTH_USER_MODEL)),
                    ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='evidence.question')),
                ],
                options={
                    'verbose_name_plural': 'evidence',
                    'indexes': [models.Index(fields=['student', 'answered_at'], name='evidence_by_student_time'), models.Index(fields=['recorded_at'], name='evidence_by_entry')],
                },
            ),
            migrations.CreateModel(
                name='EvidenceCompetency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='touched_by', to='curriculum.competency')),
                    ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='evidence.evidence')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('evidence', 'competency'), name='evidence_touches_once')],
                },
            ),
            migrations.AddField(
                model_name='evidence',
                name='competencies',
                field=models.ManyToManyField(related_name='evidence', through='evidence.EvidenceCompetency', to='curriculum.competency'),
            ),
        ]),
    ]
