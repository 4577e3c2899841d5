import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ownpath.store.new_tables import NewTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('evidence', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('for_day', models.DateField()),
                    ('made_at', models.DateTimeField()),
                    ('reason', models.JSONField()),
                    ('weight', models.CharField(choices=[('must', 'must'), ('should', 'should'), ('could', 'could')], max_length=8)),
                    ('rank', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('open', 'open'), ('chosen', 'chosen'), ('done', 'done'), ('withdrawn', 'withdrawn')], default='open', max_length=12)),
                    ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='curriculum.activity')),
                    ('competency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='curriculum.competency')),
                    ('sitting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offers', to='evidence.sitting')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['student', 'for_day'], name='plans_offer_by_day')],
                },
            ),
            migrations.CreateModel(
                name='Override',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('pin', 'pinned'), ('veto', 'taken off')], max_length=8)),
                    ('reason', models.CharField(max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('seen_at', models.DateTimeField(blank=True, null=True)),
                    ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='curriculum.activity')),
                    ('competency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.competency')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['student', 'lifted_at'], name='plans_override_by_student')],
                },
            ),
            migrations.CreateModel(
                name='PaceWord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.CharField(choices=[('behind', 'behind'), ('on', 'on'), ('ahead', 'ahead')], max_length=8)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('said_at', models.DateTimeField()),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.section')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pace_words', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='TimelineStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('due_on', models.DateField()),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.competency')),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='people.section')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('section', 'competency'), name='plans_step_once')],
                },
            ),
            migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('set_at', models.DateTimeField()),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('let_go_at', models.DateTimeField(blank=True, null=True)),
                    ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='curriculum.competency')),
                    ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('let_go_at__isnull', True)), fields=('student', 'competency'), name='plans_goal_once')],
                },
            ),
            migrations.CreateModel(
                name='Choice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('among', models.JSONField()),
                    ('chosen_at', models.DateTimeField()),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to=settings.AUTH_USER_MODEL)),
                    ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.offer')),
                ],
            ),
        ]),
    ]
