import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ownpath.store.new_tables import NewTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('curriculum', '0001_initial'),
        ('evidence', '0001_initial'),
        ('evidence', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='StateChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.CharField(choices=[('not_known_yet', 'not known yet'), ('ready', 'ready'), ('learning', 'learning'), ('learned', 'learned'), ('mastered', 'mastered'), ('review_due', 'review due'), ('needs_refresh', 'needs refresh'), ('moved_on', 'moved on, not mastered')], max_length=16)),
                    ('after', models.CharField(choices=[('not_known_yet', 'not known yet'), ('ready', 'ready'), ('learning', 'learning'), ('learned', 'learned'), ('mastered', 'mastered'), ('review_due', 'review due'), ('needs_refresh', 'needs refresh'), ('moved_on', 'moved on, not mastered')], max_length=16)),
                    ('is_downgrade', models.BooleanField(default=False)),
                    ('changed_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.competency')),
                    ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='state_changes', to='evidence.evidence')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_changes', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['student', 'changed_at'], name='mastery_change_by_student')],
                },
            ),
            migrations.CreateModel(
                name='StuckFlag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opened_at', models.DateTimeField()),
                    ('n_failures', models.PositiveSmallIntegerField()),
                    ('cleared_at', models.DateTimeField(blank=True, null=True)),
                    ('what_was_done', models.CharField(blank=True, max_length=300)),
                    ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.competency')),
                    ('last_evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='evidence.evidence')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stuck_flags', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('student', 'competency'), name='mastery_one_open_flag')],
                },
            ),
            migrations.CreateModel(
                name='StudentMemory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(max_length=60)),
                    ('overall', models.JSONField(default=dict)),
                    ('last_answered_at', models.DateTimeField(blank=True, null=True)),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memories', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('student', 'rule'), name='mastery_memory_once')],
                },
            ),
            migrations.CreateModel(
                name='KnowledgeState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(max_length=60)),
                    ('memory', models.JSONField(default=dict)),
                    ('state', models.CharField(choices=[('not_known_yet', 'not known yet'), ('ready', 'ready'), ('learning', 'learning'), ('learned', 'learned'), ('mastered', 'mastered'), ('review_due', 'review due'), ('needs_refresh', 'needs refresh'), ('moved_on', 'moved on, not mastered')], max_length=16)),
                    ('estimate', models.FloatField()),
                    ('low', models.FloatField()),
                    ('high', models.FloatField()),
                    ('n_unaided', models.PositiveIntegerField(default=0)),
                    ('n_unaided_right', models.PositiveIntegerField(default=0)),
                    ('last_answered_at', models.DateTimeField()),
                    ('state_since', models.DateTimeField()),
                    ('review_due_at', models.DateTimeField(blank=True, null=True)),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='knowledge', to='curriculum.competency')),
                    ('last_evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='evidence.evidence')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='knowledge', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['competency', 'state'], name='mastery_state_by_competency')],
                    'constraints': [models.UniqueConstraint(fields=('student', 'competency'), name='mastery_state_once')],
                },
            ),
        ]),
    ]
